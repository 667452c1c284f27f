using Phederation.ParserFuzzing.Targets;
using Phederation.Trust;
using Phederation.Trust.Tuf;

namespace Phederation.FuzzHost.Trust;

/// <summary>Metadata of a trust server, in each of its roles: anybody in between can change it.</summary>
internal sealed class TufMetadataTarget : IFuzzTarget
{
    private static readonly string[] Roles = [TufRole.Root, TufRole.Targets, TufRole.Snapshot, TufRole.Timestamp];

    public string Name => "tuf-metadata";

    public IReadOnlyList<Type> Code => [typeof(TufMetadata)];

    public void Run(byte[] input)
    {
        RefusedException? refusal = null;
        foreach (var role in Roles)
        {
            try
            {
                Read(TufMetadata.Parse(role, input, "fuzzed.json"));
                return;
            }
            catch (RefusedException refused)
            {
                refusal = refused;
            }
        }

        throw refusal!;
    }

    public bool IsRefusal(Exception exception) => exception is RefusedException;

    private static void Read(TufMetadata metadata) =>
        StrictJson.Shaped(
            "fuzzed.json",
            () =>
            {
                if (metadata.Signed.TryGetProperty("keys", out var listed))
                {
                    var keys = TufMetadata.ReadKeys(listed);
                    var roles = metadata.Signed.GetProperty("roles").EnumerateObject();
                    return roles.Sum(role => metadata.CountSigners(TufMetadata.ReadRole(role.Name, role.Value, keys)));
                }

                return metadata.Signed.TryGetProperty("meta", out var meta)
                    ? meta.EnumerateObject().Count(file => TufFileInfo.Read(file.Value) is not null)
                    : TufVerifier.ReadDelegations(metadata.Signed).Count();
            }
        );
}
