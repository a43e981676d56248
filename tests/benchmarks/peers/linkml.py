"""Check every quote with linkml-reference-validator: python linkml.py QUOTES TEXTS."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from linkml_reference_validator.models import ReferenceContent, ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator

validator = SupportingTextValidator(ReferenceValidationConfig())
quotes, texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
found = []
for source, wanted in quotes.items():
    content = (texts / f"{source}.txt").read_text(encoding="utf-8")
    reference = ReferenceContent(reference_id=source, content=content)
    found += [validator.find_text_in_reference(quote, reference).found for quote in wanted]
print(json.dumps(found))  # noqa: T201
