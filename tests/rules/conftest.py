"""Fixtures that make books and ask z3."""

from ..oracles import desk, maker, oracle

__all__ = ["desk", "maker", "oracle"]
