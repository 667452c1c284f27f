using System.Globalization;
using Phederation.Containers.Engine.Models;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Building;

/// <summary>Holds an image, as the engine has it, to its definition: the Dockerfile and image.toml must not say different things.</summary>
internal static class DefinitionCheck
{
    /// <summary>Checks the size, the user, the stop signal and the health check.</summary>
    /// <exception cref="ImageException">Something differs.</exception>
    public static void Ensure(ImageDefinition definition, ImageDetails image)
    {
        if (image.Size > definition.SizeBudgetBytes)
        {
            throw new ImageException(
                ImageFault.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{definition.Reference} has {image.Size / 1e6:F1} MB, its budget in {definition.DefinitionPath} is {definition.SizeBudgetBytes / 1e6:F1} MB; exclude what it does not need"
                )
            );
        }

        var user = string.Create(CultureInfo.InvariantCulture, $"{definition.User.UserId}:{definition.User.GroupId}");
        Require(definition, image.Config.User == user, $"runs as '{image.Config.User}', not as the numeric user '{user}'");
        if (definition.Runtime is { } runtime)
        {
            Require(
                definition,
                runtime.StopSignal.Length == 0 || (image.Config.StopSignal ?? "SIGTERM") == runtime.StopSignal,
                $"is stopped with '{image.Config.StopSignal}', not with '{runtime.StopSignal}'"
            );
            Require(definition, runtime.Problems() is [], $"has a runtime that no engine takes: {string.Join("; ", runtime.Problems())}");
        }

        var hasHealthCheck = image.Config.Healthcheck?.Test is [not "NONE", ..];
        Require(
            definition,
            hasHealthCheck == definition.HealthyWithin is not null,
            hasHealthCheck ? "has a health check, but no table [health]" : "has no health check, but a table [health]"
        );
    }

    private static void Require(ImageDefinition definition, bool holds, string what)
    {
        if (!holds)
        {
            throw new ImageException(
                ImageFault.NotAsDefined,
                $"{definition.Reference} {what}; bring {definition.DefinitionPath} and the Dockerfile together"
            );
        }
    }
}
