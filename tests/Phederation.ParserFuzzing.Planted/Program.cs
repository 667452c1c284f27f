using Phederation.ParserFuzzing.Hosting;
using Phederation.ParserFuzzing.Planted;

return FuzzHost.Run(args, PlantedTargets.All);
