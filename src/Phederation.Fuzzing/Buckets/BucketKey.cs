using System.Security.Cryptography;
using System.Text;
using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Buckets;

/// <summary>What findings of one fault have in common: findings with the same key are counted as one fault.</summary>
/// <param name="Oracle">The oracle's name.</param>
/// <param name="Operation">The group of operations that the fault was seen at (<see cref="OperationGroup" />).</param>
/// <param name="Detail">The finding's detail without what differs from one request to the next.</param>
public sealed record BucketKey(string Oracle, string Operation, string Detail)
{
    private const int IdLength = 12;

    /// <summary>A short name for command lines and files: twelve hexadecimal digits of the key's SHA-256, the same in every campaign.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Oracle}\n{Operation}\n{Detail}")))[..IdLength];

    /// <summary>The key of a finding. Of a detail that is JSON, the errors that it tells of count.</summary>
    public static BucketKey Of(Finding finding) =>
        new(
            finding.Oracle,
            OperationGroup.Of(finding.Operation),
            finding.Detail.AsSpan().TrimStart() is ['{' or '[', ..]
                ? ErrorTemplate.Of(Encoding.UTF8.GetBytes(finding.Detail))
                : DetailNormaliser.Normalise(finding.Detail)
        );

    /// <summary>One line for people.</summary>
    public override string ToString() => Detail.Length == 0 ? $"{Oracle} | {Operation}" : $"{Oracle} | {Operation} | {Detail}";
}
