using Phederation.Images.Auditing.Reading;
using Phederation.Images.Auditing.Secrets;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Credentials in the files of every layer: deleting a file in a later layer takes nothing out of the image.</summary>
internal sealed class SecretsCheck : IImageCheck
{
    private const string Renew =
        "renew the credential, then mount it at run time as a file below /run/secrets and build the image without it";

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy) =>
        image.AllFiles.Where(file => file is { Kind: AuditedKind.File, Size: > 0 }).SelectMany(file => Of(image, file));

    private static IEnumerable<AuditFinding> Of(AuditedImage image, AuditedFile file)
    {
        var gone = image.Tree.IsVisible(file) ? "" : "; a later layer hides it, but this one still has it";
        var secrets = file.Facts?.Secrets ?? [];
        foreach (var secret in secrets)
        {
            yield return CheckOf(secret.Kind)
                .At(
                    file.Path,
                    $"holds {secret.What}{gone}",
                    Renew,
                    file.Layer.Index,
                    secret.Kind == SecretKind.EncryptedKey ? AuditSeverity.High : null
                ) with
            {
                Line = secret.Line > 0 ? secret.Line : null,
            };
        }

        if (
            secrets.Any(secret => secret.Kind is SecretKind.PrivateKey or SecretKind.EncryptedKey)
            && (file.Mode & 0b100) != 0
            && file.Facts is not { IsElf: true }
        )
        {
            yield return ReadableKey.At(file.Path, $"everybody may read this private key{gone}", Renew, file.Layer.Index);
        }

        if (CredentialNames.Matches(file.Path, file.Facts?.Kept))
        {
            yield return CredentialFile.At(file.Path, $"by its name holds credentials{gone}", Renew, file.Layer.Index);
        }
    }

    internal static AuditCheck CheckOf(SecretKind kind) =>
        kind switch
        {
            SecretKind.PrivateKey or SecretKind.EncryptedKey => PrivateKey,
            SecretKind.Token => Token,
            SecretKind.ConnectionString => ConnectionString,
            _ => Password,
        };
}
