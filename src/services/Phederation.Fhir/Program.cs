using Phederation.Fhir.Serving;
using Phederation.Services.Hosting;

return await ServiceProgram.RunAsync(FhirService.CreateAsync);
