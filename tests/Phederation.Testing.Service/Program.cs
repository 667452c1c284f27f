using Phederation.Services.Hosting;
using Phederation.Testing.Service;

return await ServiceProgram.RunAsync(Sample.CreateAsync);
