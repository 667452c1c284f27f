using Phederation.OmopJobs;

return await JobProgram.RunAsync(args);
