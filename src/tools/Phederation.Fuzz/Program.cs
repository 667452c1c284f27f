using Phederation.Fuzz;
using Phederation.Fuzzing.Models;

return await FuzzProgram.RunAsync(args, ServiceModels.Known);
