using System.Text;
using System.Text.RegularExpressions;
using Phederation.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Reads a document in YAML: the part of it that says the same as JSON.</summary>
internal static partial class YamlApiReader
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The document.</summary>
    /// <exception cref="FuzzException">It is no YAML, has more than JSON can say, or is beyond the bounds.</exception>
    public static ApiNode Read(ReadOnlyMemory<byte> bytes, string file, OpenApiLimits limits)
    {
        var builder = new ApiTreeBuilder(limits);
        SourceLocation Place(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
        var last = new SourceLocation(file, 1, 1);
        try
        {
            var parser = new Parser(new StringReader(Strict.GetString(bytes.Span)));
            while (parser.MoveNext())
            {
                last = Place(parser.Current!.Start);
                Take(parser.Current!, builder, last);
            }
        }
        catch (YamlException error)
        {
            throw ApiError.At(Place(error.Start), $"this is no YAML: {error.Message.TrimEnd('.')}", "Mend it there.", error);
        }
        catch (Exception error)
            when (error is InvalidOperationException or ArgumentOutOfRangeException or FormatException or OverflowException)
        {
            // What YamlDotNet 16.3 says to some broken texts, such as a plain text that begins right behind a bracket.
            throw ApiError.At(last, "this is no YAML, here or just after", "Mend it there.", error);
        }
        catch (DecoderFallbackException error)
        {
            throw ApiError.At(new SourceLocation(file, 1, 1), "this is no UTF-8", "Write the document in UTF-8.", error);
        }

        return builder.Root ?? new ApiNode(ApiNodeKind.Null, new SourceLocation(file, 1, 1));
    }

    private static void Take(ParsingEvent one, ApiTreeBuilder builder, SourceLocation location)
    {
        switch (one)
        {
            case DocumentStart when builder.Root is not null:
                throw ApiError.At(location, "a second document begins", "Keep one document in the file.");
            case AnchorAlias:
                throw ApiError.At(location, "YAML's aliases aren't read", "Write it out, or refer to a component by $ref.");
            case MappingStart or SequenceStart when builder.IsNameNext:
                throw ApiError.At(location, "the name of a member is no text", "Write a text.");
            case MappingStart:
                builder.Begin(new ApiNode(ApiNodeKind.Object, location));
                break;
            case SequenceStart:
                builder.Begin(new ApiNode(ApiNodeKind.List, location));
                break;
            case MappingEnd or SequenceEnd:
                builder.End();
                break;
            case Scalar scalar when builder.IsNameNext:
                builder.Name(scalar.Value, location);
                break;
            case Scalar scalar:
                builder.Value(ValueOf(scalar, location));
                break;
        }
    }

    // The core schema of YAML 1.2: what 1.1 takes for more (yes, 1_000, 012, dates) is a text.
    private static ApiNode ValueOf(Scalar scalar, SourceLocation location)
    {
        var text = scalar.Value;
        return scalar.Style != ScalarStyle.Plain ? new ApiNode(ApiNodeKind.Text, location, text)
            : text is "" or "~" or "null" or "Null" or "NULL" ? new ApiNode(ApiNodeKind.Null, location)
            : text is "true" or "True" or "TRUE" ? new ApiNode(ApiNodeKind.Boolean, location, "true")
            : text is "false" or "False" or "FALSE" ? new ApiNode(ApiNodeKind.Boolean, location, "false")
            : JsonNumber().IsMatch(text) ? new ApiNode(ApiNodeKind.Number, location, text)
            : new ApiNode(ApiNodeKind.Text, location, text);
    }

    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex JsonNumber();
}
