using Phederation.Fuzz;
using Phederation.Fuzzing.Models;
using Phederation.Testing.Fuzzed;

if (args is ["serve", var port])
{
    await using var service = await NotesService.StartAsync(int.Parse(port));
    await service.Ended;
    return 0;
}

return await FuzzProgram.RunAsync(
    args,
    new ServiceModels([
        new ServiceModelEntry("notes", null, "notes of several owners", _ => new NotesModel()),
        .. ServiceModels.Known.Entries,
    ])
);
