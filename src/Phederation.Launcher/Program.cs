using Phederation.Launcher;

return await LauncherProgram.RunAsync(args);
