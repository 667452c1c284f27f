using Phederation.Images.Dockerfiles;
using Phederation.Images.Linting;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>Dockerfiles, with the scripts in them: read, and held to every rule.</summary>
internal sealed class DockerfileTarget : IFuzzTarget
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    public string Name => "dockerfile";

    public IReadOnlyList<Type> Code => [typeof(Dockerfile), typeof(DockerfileLinter)];

    public void Run(byte[] input) => DockerfileLinter.Lint(LintSubject.Alone(Dockerfile.ParseUtf8(input, "/fuzzed/Dockerfile")), Today);

    public bool IsRefusal(Exception exception) => exception is DockerfileException;
}
