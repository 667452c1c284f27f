using Phederation.Text;

namespace Phederation.Images.Dockerfiles;

/// <summary>A flag of an instruction, such as <c>--from=build</c>.</summary>
/// <param name="Name">The name without the dashes.</param>
/// <param name="Value">What comes after the equals sign, null where there is none.</param>
/// <param name="Location">Where its dashes stand.</param>
public sealed record DockerfileFlag(string Name, DockerfileText? Value, SourceLocation Location)
{
    /// <inheritdoc />
    public override string ToString() => Value is null ? $"--{Name}" : $"--{Name}={Value.Raw}";
}
