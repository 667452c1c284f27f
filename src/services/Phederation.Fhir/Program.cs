using Phederation.Fhir.Serving;
using Phederation.Services.Hosting;

return args is ["token", ..] ? await TokenProgram.RunAsync(args[1..]) : await ServiceProgram.RunAsync(FhirService.CreateAsync);
