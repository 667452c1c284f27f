using System.Text;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Linting;

/// <summary>Refuses to build what the linter finds an error in.</summary>
public static class LintGate
{
    /// <summary>Judges the Dockerfile of an image; an image without one has nothing to judge.</summary>
    /// <exception cref="ImageException">There is an error that nobody waived; the message has each with its place.</exception>
    public static void Ensure(ImageDefinition definition, IReadOnlyList<ImageDefinition> catalogue, TimeProvider time)
    {
        if (definition.DockerfilePath is null)
        {
            return;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var failures = DockerfileLinter.Lint(LintSubject.Of(definition, catalogue), today).Where(finding => finding.IsFailure).ToList();
        if (failures.Count > 0)
        {
            var message = new StringBuilder($"{definition.Reference} is not built: its Dockerfile has {failures.Count} errors");
            failures.ForEach(finding => message.Append($"\n  {finding}"));
            throw new ImageException(ImageFault.LintFailed, message.ToString());
        }
    }
}
