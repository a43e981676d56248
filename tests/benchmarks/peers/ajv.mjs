// The schema alone, by the quickest peer measured: ajv and js-yaml in one process.
//   node ajv.mjs SCHEMA BOOK
import Ajv2020 from "ajv/dist/2020.js";
import * as yaml from "js-yaml";
import fs from "node:fs";
import path from "node:path";

const [, , schema, book] = process.argv;
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(fs.readFileSync(schema, "utf8")));
let files = 0;
let broken = 0;
for (const topic of fs.readdirSync(book, { withFileTypes: true })) {
  if (!topic.isDirectory() || ["sources", "rules"].includes(topic.name)) continue;
  for (const name of fs.readdirSync(path.join(book, topic.name))) {
    if (!name.endsWith(".yaml")) continue;
    files += 1;
    broken += !validate(yaml.load(fs.readFileSync(path.join(book, topic.name, name), "utf8")));
  }
}
console.log(JSON.stringify({ files, broken }));
