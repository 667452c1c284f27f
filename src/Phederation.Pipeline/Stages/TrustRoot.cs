using Phederation.Site;
using Phederation.Trust.Keys;

namespace Phederation.Pipeline.Stages;

/// <summary>Opens the keys that the policy asks for.</summary>
public static class TrustRoot
{
    /// <summary>
    /// Under the local policy the trust root in the state folder, made on first use; under the production policy the given keys.
    /// </summary>
    /// <exception cref="PipelineException">The production policy lacks a key or a passphrase file.</exception>
    public static TrustKeys Open(PipelineOptions options)
    {
        if (options.Policy == ReleasePolicy.Local)
        {
            return options.RootKey is null
                ? LocalTrustRoot.OpenOrCreate(options.State)
                : throw new PipelineException(
                    ExitCode.Usage,
                    "--root-key is for --policy production; the local policy makes its own trust root"
                );
        }

        return ProductionTrustRoot.Open(
            options.State,
            Given(options.RootKey, "--root-key"),
            Given(options.RootPassphraseFile, "--root-passphrase-file"),
            Given(options.PassphraseFile, "--passphrase-file")
        );
    }

    private static string Given(string? value, string parameter) =>
        value ?? throw new PipelineException(ExitCode.Usage, $"the production policy needs {parameter} FILE");
}
