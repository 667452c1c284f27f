return Phederation.NotifyRuntime.WrapperRuntime.Run("phederation-notify-runtime", args);
