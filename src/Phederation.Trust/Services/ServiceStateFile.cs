using System.Security.Cryptography;
using System.Text.Json;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Services;

/// <summary>The file <c>services.json</c> of a state folder.</summary>
internal sealed class ServiceStateFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "services.json");

    /// <summary>What earlier runs remembered; null when there was none.</summary>
    /// <exception cref="TrustException">The file can't be used.</exception>
    public ServiceState? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            var bytes = BoundedFile.Read(_path, 64 << 10, _path);
            if (bytes.AsSpan().IndexOf("\"databaseFolder\""u8) >= 0)
            {
                throw new TrustException(
                    TrustErrorKind.Malformed,
                    $"{folder} is of an earlier version, which ran the registry and trust server as processes of this machine, and what they "
                        + "stored is not taken over: move that folder away to start anew. The versions of signatures then begin at 1 again, so a "
                        + "site that has verified a release of this registry refuses the next ones as older: give such sites a release under "
                        + "a new trust root, which is made when the folder 'trust' beside it is moved away too"
                );
            }

            return StrictJson.Shaped(
                _path,
                () => JsonSerializer.Deserialize(bytes, TrustJson.Default.ServiceState) ?? throw new FormatException("it is null")
            );
        }
        catch (RefusedException fault)
        {
            throw new TrustException(
                TrustErrorKind.Malformed,
                $"{_path} holds the ports and passwords of the registry and trust server and can't be used: {fault.Refusal.What}; restore it "
                    + $"from a backup, or move the folder {folder} away to start anew",
                fault
            );
        }
    }

    /// <summary>Chooses ports, and on first use everything else.</summary>
    /// <exception cref="TrustException">A port is in use.</exception>
    public ServiceState Choose(ServiceState? known, TrustServicesOptions options)
    {
        var registryPort = Port(options.RegistryPort, known?.RegistryPort, "registry " + folder);
        var state = new ServiceState
        {
            Id = known?.Id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            RegistryPort = registryPort,
            NotaryPort = Port(options.NotaryPort, known?.NotaryPort, "notary " + folder, registryPort),
            ServerPassword = known?.ServerPassword ?? Secret(),
            SignerPassword = known?.SignerPassword ?? Secret(),
            SignerPassphrase = known?.SignerPassphrase ?? Secret(),
            HasStorage = known?.HasStorage ?? false,
        };
        if (state != known)
        {
            Write(state);
        }

        return state;
    }

    /// <summary>Replaces the file.</summary>
    public void Write(ServiceState state) =>
        BoundedFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(state, TrustJson.Default.ServiceState));

    private static int Port(int asked, int? known, string name, params ReadOnlySpan<int> taken)
    {
        var port = asked != 0 ? asked : known ?? LoopbackPort.Choose(name, taken);
        return LoopbackPort.IsFree(port)
            ? port
            : throw new TrustException(
                TrustErrorKind.InUse,
                $"port {port} of the {name.Split(' ')[0]} is in use by another program, and signatures name it; end that program, "
                    + "or give another port and sign anew"
            );
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
