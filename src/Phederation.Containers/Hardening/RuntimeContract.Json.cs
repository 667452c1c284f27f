using System.Text.Json;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Hardening;

/// <content>The contract as JSON, which a release embeds.</content>
public sealed partial record RuntimeContract
{
    private const int LongestJson = 256 << 10;

    /// <summary>Reads a contract. Unknown and repeated members are refused: a contract must not mean less than its writer thought.</summary>
    /// <exception cref="OciException">It is malformed, too large, or can't be run.</exception>
    public static RuntimeContract Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > LongestJson)
        {
            throw new OciException(OciErrorKind.TooLarge, $"The runtime contract is larger than {LongestJson >> 10} KiB.");
        }

        var contract = OciDocument.Read(json, RuntimeContractContext.Default.RuntimeContract, "runtime contract");
        return contract.Problems() is { Count: > 0 } problems
            ? throw new OciException(OciErrorKind.Malformed, $"The runtime contract can't be run: {string.Join("; ", problems)}.")
            : contract;
    }

    /// <summary>The contract as JSON; the same contract gives the same bytes.</summary>
    public byte[] ToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(
            this with
            {
                Environment = new SortedDictionary<string, string>(Environment.ToDictionary(), StringComparer.Ordinal),
            },
            RuntimeContractContext.Default.RuntimeContract
        );
}
