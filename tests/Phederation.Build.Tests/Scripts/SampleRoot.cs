using Phederation.Testing;

namespace Phederation.Build.Tests.Scripts;

/// <summary>A small checkout: the real script and the real engine with a build class of its own.</summary>
public sealed class SampleRoot : IDisposable
{
    private const string BuildClass = """
        using Nuke.Common;
        using Nuke.Common.IO;

        class Build : NukeBuild
        {
            [Parameter("Where to push")] readonly string? Registry;
            [Parameter, Secret] readonly string? Token;
            AbsolutePath Note => RootDirectory / "output" / "note.txt";

            Target Hello => _ => _
                .Executes(() => Console.WriteLine($"hello one {Registry} {Token}"));

            Target Wait => _ => _
                .Triggers(CleanUp)
                .Executes(async () =>
                {
                    Note.WriteAllText("waiting");
                    await Task.Delay(TimeSpan.FromMinutes(5), CancellationToken);
                });

            Target CleanUp => _ => _
                .AssuredAfterFailure()
                .Executes(() => Note.WriteAllText("cleaned"));

            Target Fail => _ => _
                .Executes(() => throw new InvalidOperationException("on purpose"));

            protected override void OnBuildFinished() => Console.WriteLine("the last line");

            public static int Main() => Execute<Build>(x => x.Hello);
        }
        """;

    private readonly TempFolder _folder = new();

    /// <summary>Lays out the checkout; nothing is compiled yet.</summary>
    public SampleRoot()
    {
        Directory.CreateDirectory(_folder[".nuke"]);
        Write("build/Build.cs", BuildClass);
        Write("src/Lib/Text.cs", "// one");
        Write("build/_build.csproj", Project.Replace("{0}", Path.Combine(Repository.Root, "build", "engine"), StringComparison.Ordinal));
        File.Copy(Path.Combine(Repository.Root, "build", "build.sh"), Script);
    }

    private static string Project =>
        """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{0}/**/*.cs" />
                <PackageReference Include="Spectre.Console" Version="0.49.1" />
              </ItemGroup>
            </Project>
            """;

    /// <summary>The script.</summary>
    public string Script => _folder["build/build.sh"];

    /// <summary>The absolute path of a file.</summary>
    public string this[string relative] => _folder[relative];

    /// <summary>Writes a file.</summary>
    public void Write(string relative, string text) => _folder.Write(relative, text);

    /// <summary>Replaces text in the build class.</summary>
    public void Replace(string before, string after) =>
        Write("build/Build.cs", File.ReadAllText(this["build/Build.cs"]).Replace(before, after, StringComparison.Ordinal));

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
