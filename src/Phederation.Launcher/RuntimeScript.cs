using System.Text.Json.Nodes;
using Phederation.Seccomp.Supervision;
using Phederation.Site;

namespace Phederation.Launcher;

/// <summary>
/// What the engine starts supervised services with: a few lines that hand a container's creation to this program, and everything else, such as each
/// health check, to runc at once.
/// </summary>
internal static class RuntimeScript
{
    /// <summary>The first argument that makes this program a runtime.</summary>
    public const string Command = "oci-runtime";

    /// <summary>Writes the script.</summary>
    /// <returns>What to add to the engine's <c>daemon.json</c>.</returns>
    /// <exception cref="SiteException">This program's path can't stand in a script, or the file can't be written.</exception>
    public static string Write(string file)
    {
        var program = Environment.ProcessPath ?? "";
        if (!program.StartsWith('/') || program.Any(character => character is '\'' or '\n') || OperatingSystem.IsWindows())
        {
            throw new SiteException(
                ExitCode.Usage,
                $"The program's path '{program}' can't be written into a script.",
                "Put the launcher to a plain path of a Linux machine, such as /usr/local/bin/phederation, and run it from there."
            );
        }

        var path = Path.GetFullPath(file);
        var text = $"""
            #!/bin/sh
            # Written by 'phederation supervise --write-runtime': an OCI runtime that hands supervised containers to their supervisor.
            for argument in "$@"; do
              case "$argument" in
                create | run) exec '{program}' {Command} "$@" ;;
              esac
            done
            exec runc "$@"

            """;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var draft = path + ".draft";
            File.WriteAllText(draft, text.ReplaceLineEndings("\n"));
            File.SetUnixFileMode(
                draft,
                UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute
                    | UnixFileMode.GroupRead
                    | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherRead
                    | UnixFileMode.OtherExecute
            );
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SiteException(
                ExitCode.Denied,
                $"'{path}' can't be written: {exception.Message}",
                "Name a file in a folder that is yours to write; as root, /usr/local/lib/phederation/notify-runtime is a good one."
            );
        }

        var entry = new JsonObject { ["runtimes"] = new JsonObject { [SupervisedForm.RuntimeName] = new JsonObject { ["path"] = path } } };
        return entry.ToJsonString();
    }
}
