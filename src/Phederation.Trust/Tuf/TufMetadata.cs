using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phederation.Trust.Tuf;

/// <summary>
/// One metadata file, read but not yet trusted: the original bytes, the signed part and its canonical form, the signatures.
/// </summary>
internal sealed partial class TufMetadata
{
    /// <summary>The largest metadata file that is read.</summary>
    public const int MaximumLength = 4 << 20;

    /// <summary>More signatures or keys than this only waste time.</summary>
    private const int MaximumCount = 128;

    private TufMetadata(string role, byte[] bytes, JsonElement root)
    {
        Role = role;
        Bytes = bytes;
        Signed = root.GetProperty("signed");
        Canonical = CanonicalJson.Write(Signed);
        Signatures =
        [
            .. Bounded(root.GetProperty("signatures"))
                .EnumerateArray()
                .Select(one => new TufSignature(
                    StrictJson.String(one, "keyid"),
                    StrictJson.String(one, "method"),
                    one.GetProperty("sig").GetBytesFromBase64()
                )),
        ];
        Version = StrictJson.Integer(Signed, "version", minimum: 1);
        Expires = ReadTime(StrictJson.String(Signed, "expires"));
        var type = StrictJson.String(Signed, "_type");
        if (type != TypeOf(role))
        {
            throw new FormatException($"its type is '{type}', '{TypeOf(role)}' is expected");
        }
    }

    public string Role { get; }

    public byte[] Bytes { get; }

    public JsonElement Signed { get; }

    public byte[] Canonical { get; }

    public IReadOnlyList<TufSignature> Signatures { get; }

    public int Version { get; }

    public DateTimeOffset Expires { get; }

    /// <summary>Reads a metadata file that is said to be the role's.</summary>
    /// <exception cref="RefusedException">It is not in the format.</exception>
    public static TufMetadata Parse(string role, byte[] bytes, string where) =>
        bytes.Length > MaximumLength
            ? throw new RefusedException(RefusalCode.Malformed, $"it is larger than {MaximumLength} bytes", where, "fetch it again")
            : StrictJson.Read(bytes, where, root => new TufMetadata(role, bytes, root));

    /// <summary>The value of <c>_type</c> in a role's metadata.</summary>
    public static string TypeOf(string role) =>
        role switch
        {
            TufRole.Root => "Root",
            TufRole.Snapshot => "Snapshot",
            TufRole.Timestamp => "Timestamp",
            _ => "Targets",
        };

    /// <summary>The keys of a metadata file; an entry whose name is not its key's id is dropped.</summary>
    public static Dictionary<string, TufKey> ReadKeys(JsonElement keys)
    {
        var read = new Dictionary<string, TufKey>();
        foreach (var member in keys.EnumerateObject())
        {
            if (read.Count == MaximumCount)
            {
                throw new FormatException($"it has more than {MaximumCount} keys");
            }

            var key = new TufKey(
                StrictJson.String(member.Value, "keytype"),
                member.Value.GetProperty("keyval").GetProperty("public").GetBytesFromBase64()
            );
            if (key.Id == member.Name)
            {
                read[key.Id] = key;
            }
        }

        return read;
    }

    /// <summary>A role's keys and threshold.</summary>
    public static TufRole ReadRole(string name, JsonElement role, IReadOnlyDictionary<string, TufKey> keys)
    {
        var chosen = Bounded(role.GetProperty("keyids"))
            .EnumerateArray()
            .Select(id => id.GetString() ?? "")
            .Distinct()
            .Where(keys.ContainsKey)
            .ToDictionary(id => id, id => keys[id]);
        string[] paths =
            role.TryGetProperty("paths", out var listed) && listed.ValueKind == JsonValueKind.Array
                ? [.. listed.EnumerateArray().Select(path => path.GetString() ?? throw new FormatException("a path is null"))]
                : [];
        return new TufRole(name, chosen, StrictJson.Integer(role, "threshold", minimum: 1), paths);
    }

    /// <summary>How many different keys of the role have signed. Two certificates around one key count once.</summary>
    public int CountSigners(TufRole role)
    {
        var signers = new HashSet<string>();
        foreach (var signature in Signatures)
        {
            if (
                signature.Method.Equals("ecdsa", StringComparison.OrdinalIgnoreCase)
                && role.Keys.TryGetValue(signature.KeyId, out var key)
                && key.PlainId is not null
                && !signers.Contains(key.PlainId)
                && key.Verify(Canonical, signature.Value)
            )
            {
                signers.Add(key.PlainId);
            }
        }

        return signers.Count;
    }

    private static JsonElement Bounded(JsonElement list) =>
        list.GetArrayLength() <= MaximumCount ? list : throw new FormatException($"a list has more than {MaximumCount} entries");

    /// <summary>Reads RFC 3339. A time without a zone is refused: it would mean something else on each machine.</summary>
    private static DateTimeOffset ReadTime(string text) =>
        TimePattern().IsMatch(text) && DateTimeOffset.TryParse(text, out var time)
            ? time.ToUniversalTime()
            : throw new FormatException($"'{text}' is not a time with its zone");

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TimePattern();
}
