using Phederation.Launcher;
using Phederation.NotifyRuntime;

// The engine's way to supervised services (see RuntimeScript); its arguments are another program's.
return args is [RuntimeScript.Command, .. var runtime] ? WrapperRuntime.Run("phederation", runtime) : await LauncherProgram.RunAsync(args);
