using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A secret that the container reads from /run/secrets/NAME.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Generate">A site makes it up when it has none.</param>
public sealed record SecretFile([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("generate")] bool Generate)
{
    /// <summary>
    /// What is made up is no password but a private key with its certificate, for these host names; null for a password.
    /// </summary>
    [JsonPropertyName("certificateFor")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CertificateFor { get; init; }

    /// <summary>It is the certificate, without the key, that the secret of this name holds: for those who check who the server is.</summary>
    [JsonPropertyName("certificateOf")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CertificateOf { get; init; }

    /// <summary>
    /// A site that has it supplies it, and others do without: the container then finds an empty file. Never generated.
    /// </summary>
    [JsonPropertyName("optional")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Optional { get; init; }

    /// <summary>Whether a site supplies it itself: nobody else can.</summary>
    [JsonIgnore]
    public bool IsSupplied => !Generate && CertificateOf is null;
}
