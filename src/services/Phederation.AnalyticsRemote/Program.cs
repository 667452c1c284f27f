using Phederation.AnalyticsRemote;
using Phederation.Services.Hosting;

return await ServiceProgram.RunAsync(AnalyticsRemoteService.CreateAsync);
