// Prints what the official schema of CycloneDX 1.6 finds wrong with each file, and the licence identifiers that SPDX knows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const require = createRequire(import.meta.url);
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const findings = {};
for (const file of process.argv.slice(2)) {
  findings[file] = await validator.validate(readFileSync(file, "utf8"));
}

const folder = require.resolve("@cyclonedx/cyclonedx-library").replace(/(.*cyclonedx-library).*/, "$1");
const spdx = JSON.parse(readFileSync(`${folder}/res/schema/spdx.SNAPSHOT.schema.json`, "utf8"));
console.log(JSON.stringify({ findings, licences: spdx.enum }));
