using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Tuf;

/// <summary>Writes metadata files in Notary's v1 format.</summary>
internal static class TufDocuments
{
    /// <summary>
    /// Whole seconds and Z. A trust server writes root and targets anew before it hashes them: with a fraction or an offset it hashes
    /// other bytes than it stores, and the repository can never be read again.
    /// </summary>
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static JsonObject Root(
        int version,
        DateTimeOffset expires,
        IReadOnlyList<TufKey> roots,
        TufKey targets,
        TufKey snapshot,
        TufKey timestamp
    )
    {
        var keys = new JsonObject();
        foreach (var key in roots.Append(targets).Append(snapshot).Append(timestamp).DistinctBy(key => key.Id))
        {
            keys[key.Id] = Key(key);
        }

        return new JsonObject
        {
            ["_type"] = TufMetadata.TypeOf(TufRole.Root),
            ["consistent_snapshot"] = false,
            ["expires"] = Time(expires),
            ["keys"] = keys,
            ["roles"] = new JsonObject
            {
                [TufRole.Root] = Role([.. roots]),
                [TufRole.Targets] = Role(targets),
                [TufRole.Snapshot] = Role(snapshot),
                [TufRole.Timestamp] = Role(timestamp),
            },
            ["version"] = version,
        };
    }

    public static JsonObject Targets(int version, DateTimeOffset expires) =>
        new()
        {
            ["_type"] = TufMetadata.TypeOf(TufRole.Targets),
            ["delegations"] = new JsonObject { ["keys"] = new JsonObject(), ["roles"] = new JsonArray() },
            ["expires"] = Time(expires),
            ["targets"] = new JsonObject(),
            ["version"] = version,
        };

    public static JsonObject Snapshot(int version, DateTimeOffset expires, IEnumerable<(string Role, byte[] Bytes)> files)
    {
        var listed = new JsonObject();
        foreach (var (role, bytes) in files)
        {
            listed[role] = FileInfo(bytes);
        }

        return new JsonObject
        {
            ["_type"] = TufMetadata.TypeOf(TufRole.Snapshot),
            ["expires"] = Time(expires),
            ["meta"] = listed,
            ["version"] = version,
        };
    }

    public static JsonObject Timestamp(int version, DateTimeOffset expires, byte[] snapshot) =>
        new()
        {
            ["_type"] = TufMetadata.TypeOf(TufRole.Timestamp),
            ["expires"] = Time(expires),
            ["meta"] = new JsonObject { [TufRole.Snapshot] = FileInfo(snapshot) },
            ["version"] = version,
        };

    /// <summary>The signed part of a file that is there, as the next version with a new expiry.</summary>
    public static JsonObject Next(TufMetadata metadata, DateTimeOffset expires)
    {
        var signed = JsonNode.Parse(metadata.Signed.GetRawText())!.AsObject();
        signed["version"] = metadata.Version + 1;
        signed["expires"] = Time(expires);
        return signed;
    }

    /// <summary>Lets keys sign what begins with nothing at all: everything, under a name of their own.</summary>
    public static void Delegate(JsonObject targets, string role, TufKey key)
    {
        var delegations = targets["delegations"]!;
        delegations["keys"]![key.Id] = Key(key);
        delegations["roles"]!
            .AsArray()
            .Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["keyids"] = new JsonArray(key.Id),
                        ["name"] = role,
                        ["paths"] = new JsonArray(""),
                        ["threshold"] = 1,
                    }
            );
    }

    /// <summary>Adds or replaces a target.</summary>
    public static void SetTarget(JsonObject targets, string name, ReadOnlySpan<byte> sha256, long length) =>
        targets["targets"]![name] = new JsonObject
        {
            ["hashes"] = new JsonObject { ["sha256"] = Convert.ToBase64String(sha256) },
            ["length"] = length,
        };

    /// <summary>The file's bytes: the signed part in canonical form and the signatures over it.</summary>
    public static byte[] Sign(JsonObject signed, params ReadOnlySpan<(string KeyId, SigningKey Key)> keys)
    {
        using var document = JsonDocument.Parse(signed.ToJsonString());
        var canonical = CanonicalJson.Write(document.RootElement);
        var signatures = new List<string>();
        foreach (var (id, key) in keys)
        {
            signatures.Add($$"""{"keyid":"{{id}}","method":"ecdsa","sig":"{{Convert.ToBase64String(key.Sign(canonical))}}"}""");
        }

        return [.. "{\"signed\":"u8, .. canonical, .. Encoding.ASCII.GetBytes($",\"signatures\":[{string.Join(',', signatures)}]}}")];
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat);

    private static JsonObject Key(TufKey key) =>
        new()
        {
            ["keytype"] = key.Type,
            ["keyval"] = new JsonObject { ["private"] = null, ["public"] = Convert.ToBase64String(key.PublicPart.Span) },
        };

    private static JsonObject Role(params ReadOnlySpan<TufKey> keys)
    {
        var ids = new JsonArray();
        foreach (var key in keys)
        {
            ids.Add((JsonNode)key.Id);
        }

        return new JsonObject { ["keyids"] = ids, ["threshold"] = 1 };
    }

    private static JsonObject FileInfo(byte[] bytes) =>
        new()
        {
            ["hashes"] = new JsonObject
            {
                ["sha256"] = Convert.ToBase64String(SHA256.HashData(bytes)),
                ["sha512"] = Convert.ToBase64String(SHA512.HashData(bytes)),
            },
            ["length"] = bytes.Length,
        };
}
