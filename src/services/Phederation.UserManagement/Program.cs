using Phederation.Services.Hosting;
using Phederation.UserManagement;

return await ServiceProgram.RunAsync(UserManagementService.CreateAsync);
