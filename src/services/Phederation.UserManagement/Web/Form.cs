using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;

namespace Phederation.UserManagement.Web;

/// <summary>What a page's form sent, bounded.</summary>
internal sealed class Form
{
    private const int LargestForm = 256 * 1024;
    private const int MostFields = 2048;

    private readonly Dictionary<string, StringValues> _fields;

    private Form(Dictionary<string, StringValues> fields) => _fields = fields;

    /// <summary>Reads it.</summary>
    /// <exception cref="ProblemException">It is no form, too large, or not UTF-8.</exception>
    public static async Task<Form> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (
            request.ContentType?.Split(';')[0].Trim() is not { } type
            || !type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new ProblemException(415, "A form is expected here.");
        }

        var content = await BoundedJson.ReadBytesAsync(request, LargestForm, cancellationToken);
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(content.Span))
            {
                ValueCountLimit = MostFields,
                KeyLengthLimit = 64,
                ValueLengthLimit = LargestForm,
            };
            var fields = reader.ReadForm();
            return fields.All(field => field.Value.All(value => value is not null && !value.Contains('\0') && !value.Contains('\uFFFD')))
                ? new Form(fields)
                : throw new ProblemException(400, "The form holds characters that are none.");
        }
        catch (InvalidDataException exception)
        {
            throw new ProblemException(Problem.Of(400, "The form has too many or too long fields."), exception);
        }
    }

    /// <summary>A field without the spaces at its ends; empty where it was not sent.</summary>
    public string Text(string name) => Raw(name).Trim();

    /// <summary>A field as it was typed.</summary>
    public string Raw(string name) => _fields.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    /// <summary>Whether a box was ticked.</summary>
    public bool Flag(string name) => _fields.ContainsKey(name);

    /// <summary>All numbers that were sent under a name.</summary>
    /// <exception cref="ProblemException">One is none.</exception>
    public IReadOnlyList<int> Numbers(string name) =>
        _fields.TryGetValue(name, out var values)
            ?
            [
                .. values.Select(value =>
                    int.TryParse(value, out var number) ? number : throw new ProblemException(400, $"{name} is no number.")
                ),
            ]
            : [];

    /// <summary>All texts that were sent under a name.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        _fields.TryGetValue(name, out var values) ? [.. values.Select(value => value ?? "")] : [];
}
