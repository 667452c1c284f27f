using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Atlas;

/// <summary>Reads the forms of the pages.</summary>
internal static class AtlasForm
{
    private const int MostFields = 20_000;

    /// <summary>Reads a form, which must come from one of these pages.</summary>
    /// <exception cref="ProblemException">400, 403 or 415.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        RequireOwnPage(context);
        if (!context.Request.HasFormContentType)
        {
            throw new ProblemException(415, "A form is expected.");
        }

        try
        {
            var limits = new Microsoft.AspNetCore.Http.Features.FormOptions
            {
                ValueCountLimit = MostFields,
                ValueLengthLimit = Http.RequestJson.Largest,
                KeyLengthLimit = 256,
                MultipartBodyLengthLimit = Http.RequestJson.Largest,
            };
            context.Features.Set<Microsoft.AspNetCore.Http.Features.IFormFeature>(
                new Microsoft.AspNetCore.Http.Features.FormFeature(context.Request, limits)
            );
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException exception)
        {
            throw new ProblemException(Problem.Of(400, "The form can't be read."), exception);
        }
    }

    /// <summary>A field's text, trimmed.</summary>
    public static string Text(this IFormCollection form, string name) => form[name].ToString().Trim();

    /// <summary>A field's whole number, or what holds without one.</summary>
    public static int Number(this IFormCollection form, string name, int otherwise, int least, int most) =>
        form.Text(name) is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, out var number) && number >= least && number <= most ? number
        : throw new ProblemException(400, $"{name} must be a whole number from {least} to {most}.");

    /// <summary>The whole numbers of a field that may be there several times.</summary>
    public static List<int> Numbers(this IFormCollection form, string name) =>
        [.. form[name].Select(text => int.TryParse(text, out var number) ? number : -1).Where(number => number >= 0).Distinct()];

    // A browser says where a form was; a page of somebody else must not be able to send one in a person's name.
    private static void RequireOwnPage(HttpContext context)
    {
        var headers = context.Request.Headers;
        var site = headers["Sec-Fetch-Site"].ToString();
        var origin = headers.Origin.ToString();
        var isForeign =
            (site.Length > 0 && site is not ("same-origin" or "none"))
            || (
                origin.Length > 0
                && (!Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.Authority != context.Request.Host.Value)
            );
        if (isForeign)
        {
            throw new ProblemException(403, "This form was on a page of another site.");
        }
    }
}
