using System.Text;
using Phederation.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Reading;

internal sealed partial class StepReader
{
    private static ExecStep ReadExec(TomlTable table, StepHead head)
    {
        Reject(table, "argv", "input", "user", "environment", "answer");
        return new ExecStep(head)
        {
            Argv = TomlBounds.Argv(table, "argv"),
            Input = table.OptionalString("input"),
            User = table.OptionalString("user"),
            Environment = TomlBounds.Map(table, "environment"),
            Answer = Names.Read<AnswerPart>(table, "answer", AnswerPart.Text),
        };
    }

    private static StopStep ReadStop(TomlTable table, StepHead head)
    {
        Reject(table, "signal", "argv");
        if (table.ContainsKey("signal") && table.ContainsKey("argv"))
        {
            throw table.Error(
                "signal",
                "a stop is by the engine (neither signal nor argv), by a signal, or by a program; not by two of them"
            );
        }

        return new StopStep(head)
        {
            Signal = table.OptionalString("signal") is { } signal ? TomlBounds.Signal(table, "signal", signal) : null,
            Argv = table.ContainsKey("argv") ? TomlBounds.Argv(table, "argv") : [],
        };
    }

    private HttpStep ReadHttp(TomlTable table, StepHead head)
    {
        Reject(table, "method", "path", "headers", "body", "answer", "port", "tls", "peer", "capture-location", "capture");
        NeedPort(table);
        var step = new HttpStep(head)
        {
            Method = table.OptionalString("method") ?? "GET",
            Path = ReadPath(table),
            Peer = table.ContainsKey("peer") ? PeerNamed(table) : null,
            CaptureLocation = table.OptionalString("capture-location"),
            Captures = TomlBounds.Map(table, "capture"),
            Headers = TomlBounds.Map(table, "headers"),
            Body = table.OptionalString("body"),
            Port = table.ContainsKey("port") ? TomlBounds.Count(table, "port", 0, 1, 65535) : null,
            IsTls = table.OptionalBoolean("tls") ?? false,
            Answer = Names.Read<AnswerPart>(table, "answer", AnswerPart.Text),
        };
        if (step.CaptureLocation is { } name)
        {
            _locations.Add(
                Captures.NamesIn([$"${{{name}}}"]).Any()
                    ? name
                    : throw table.Error("capture-location", $"'{name}' is no name: a-z, 0-9 and _")
            );
        }

        foreach (var (captured, source) in step.Captures)
        {
            _locations.Add(
                !Captures.NamesIn([$"${{{captured}}}"]).Any() ? throw table.Error("capture", $"'{captured}' is no name: a-z, 0-9 and _")
                : source.Split(':') is ["cookie" or "json", { Length: > 0 }] ? captured
                : throw table.Error("capture", $"'{source}' is neither cookie:NAME nor json:NAME")
            );
        }

        return step;
    }

    private string ReadPath(TomlTable table)
    {
        var path = table.String("path");
        if (Captures.NamesIn([path]).FirstOrDefault(name => !_locations.Contains(name)) is { } unknown)
        {
            throw table.Error("path", $"no earlier step has capture-location = \"{unknown}\"");
        }

        return path.StartsWith('/') || path.StartsWith("${", StringComparison.Ordinal)
            ? path
            : throw table.Error("path", $"the path '{path}' must begin with a slash");
    }

    private string PeerNamed(TomlTable table)
    {
        var name = table.String("peer");
        return peers.Any(peer => peer.Name == name)
            ? name
            : throw table.Error("peer", $"there is no [[peer]] '{name}'; there are {string.Join(", ", peers.Select(peer => peer.Name))}");
    }

    private static RunStep ReadRun(TomlTable table, StepHead head)
    {
        Reject(table, "argv", "signal", "signal-when", "answer");
        var arguments = table.OptionalStrings("argv");
        var signal = table.OptionalString("signal");
        if (signal is null && table.ContainsKey("signal-when"))
        {
            throw table.Error("signal-when", "no signal is sent; add signal = \"SIGTERM\"");
        }

        return new RunStep(head)
        {
            Arguments = arguments.Count <= 256 ? arguments : throw table.Error("argv", "at most 256 arguments"),
            Signal = signal is null ? null : TomlBounds.Signal(table, "signal", signal),
            SignalWhen = table.OptionalString("signal-when") is { } when ? TomlBounds.Pattern(table, "signal-when", when) : null,
            Answer = Names.Read<AnswerPart>(table, "answer", AnswerPart.Text),
        };
    }

    private static PutStep ReadPut(TomlTable table, StepHead head)
    {
        Reject(table, "path", "content");
        var path = table.String("path");
        return new PutStep(head)
        {
            Path =
                path.StartsWith('/') && !path[1..].Split('/').Any(segment => segment is "" or "." or "..")
                    ? path
                    : throw table.Error("path", $"'{path}' must be a plain absolute path in a volume of the image"),
            Content = table.String("content"),
        };
    }

    private PeerStep ReadPeer(TomlTable table, StepHead head)
    {
        Reject(table, "peer", "action");
        return new PeerStep(head) { Peer = PeerNamed(table), Action = Names.Read<PeerAction>(table, "action") };
    }

    private TcpStep ReadTcp(TomlTable table, StepHead head)
    {
        Reject(table, "send", "send-hex", "reset", "reset-when-answered", "times", "fill-bytes", "tls", "protocol", "answer");
        NeedPort(table);
        var isTls = table.OptionalBoolean("tls") ?? false;
        if (!isTls && table.ContainsKey("protocol"))
        {
            throw table.Error("protocol", "a protocol is asked for inside TLS only; add tls = true");
        }

        return new TcpStep(head)
        {
            Send = ReadBytes(table),
            Times = TomlBounds.Count(table, "times", 1, 1, 10_000),
            Fill = TomlBounds.Count(table, "fill-bytes", 0, 0, 64 << 20),
            IsTls = isTls,
            Protocol = table.OptionalString("protocol"),
            Reset = table.OptionalBoolean("reset") ?? false,
            ResetWhenAnswered = table.OptionalBoolean("reset-when-answered") ?? false,
            Answer = Names.Read<AnswerPart>(table, "answer", AnswerPart.Text),
        };
    }

    private static byte[] ReadBytes(TomlTable table)
    {
        if (table.OptionalString("send-hex") is not { } digits)
        {
            return Encoding.UTF8.GetBytes(table.OptionalString("send") ?? "");
        }

        try
        {
            return Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
        }
        catch (FormatException)
        {
            throw table.Error("send-hex", $"'{digits}' is not an even number of hexadecimal digits");
        }
    }

    private void NeedPort(TomlTable table)
    {
        if (service.Port is null)
        {
            throw table.Error("kind", "the step talks to a port, and [service] names none; add port = NUMBER there");
        }
    }
}
