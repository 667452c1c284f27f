using Phederation.FuzzHost;
using Phederation.ParserFuzzing.Hosting;

return FuzzHost.Run(args, FuzzTargets.All);
