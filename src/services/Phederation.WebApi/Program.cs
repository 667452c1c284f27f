using Phederation.Services.Hosting;
using Phederation.WebApi;

return await ServiceProgram.RunAsync(WebApiService.CreateAsync);
