using System.Collections.Immutable;
using System.Text.Json;
using Phederation.Trust.Tuf;

namespace Phederation.Trust;

/// <summary>
/// The highest metadata versions that were seen, per repository (GUN) and role. A site keeps them: with them an attacker can't present
/// an older release whose signatures are all valid.
/// </summary>
public sealed class TrustVersions
{
    private const int MaximumLength = 1 << 20;

    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> _versions;

    private TrustVersions(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> versions) => _versions = versions;

    /// <summary>Nothing was seen yet.</summary>
    public static TrustVersions Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal));

    /// <summary>The highest version of the role that was seen; 0 when none was.</summary>
    public int Of(string gun, string role) => _versions.TryGetValue(gun, out var roles) ? roles.GetValueOrDefault(role) : 0;

    /// <summary>These versions and what is newer of the others.</summary>
    public TrustVersions With(string gun, IEnumerable<KeyValuePair<string, int>> seen)
    {
        var roles = _versions.GetValueOrDefault(gun) ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
        foreach (var (role, version) in seen)
        {
            roles = roles.SetItem(role, Math.Max(version, roles.GetValueOrDefault(role)));
        }

        return new TrustVersions(_versions.SetItem(gun, roles));
    }

    /// <summary>Reads the versions from a file; a file that is not there yet holds none.</summary>
    /// <exception cref="TrustException">The file is damaged. It is not taken for empty: that would forget what was seen.</exception>
    public static TrustVersions Load(string path)
    {
        if (!File.Exists(path))
        {
            return Empty;
        }

        try
        {
            return StrictJson.Read(BoundedFile.Read(path, MaximumLength, path), path, Read);
        }
        catch (RefusedException fault)
        {
            throw new TrustException(
                TrustErrorKind.Malformed,
                $"{fault.Refusal.Where}: {fault.Refusal.What}; the file guards against older releases: restore it from a backup, or delete it "
                    + "only if you are sure that the release you hold is the newest",
                fault
            );
        }
    }

    /// <summary>Writes the versions to a file in one step.</summary>
    public void Save(string path)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            foreach (var (gun, roles) in _versions)
            {
                json.WriteStartObject(gun);
                foreach (var (role, version) in roles)
                {
                    json.WriteNumber(role, version);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        BoundedFile.Write(path, output.ToArray());
    }

    private static TrustVersions Read(JsonElement root)
    {
        var versions = Empty;
        foreach (var gun in root.EnumerateObject())
        {
            versions = versions.With(
                gun.Name,
                gun.Value.EnumerateObject()
                    .Select(role => KeyValuePair.Create(role.Name, StrictJson.Integer(gun.Value, role.Name, minimum: 1)))
            );
        }

        return versions;
    }
}
