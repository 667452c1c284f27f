using Phederation.Fuzzing.Models.OpenApi.Documents;

namespace Phederation.Fuzzing.Models.OpenApi.Resources;

/// <summary>
/// Which operations make what others need. POST /things makes what /things/{id} is about; where the document has links they say it; and where nothing
/// makes them, a list of /things says which there are.
/// </summary>
internal sealed class ApiKinds
{
    private readonly Dictionary<string, ApiKind> _byCollection = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Operation, string Parameter), ApiKind> _byLink = [];

    private ApiKinds() { }

    /// <summary>All kinds.</summary>
    public IReadOnlyList<ApiKind> All => [.. _byCollection.Values.Concat(_byLink.Values).Distinct()];

    /// <summary>What a document's operations make and need.</summary>
    public static ApiKinds Of(IReadOnlyList<ApiOperation> operations)
    {
        var kinds = new ApiKinds();
        var byName = operations.ToDictionary(operation => (operation.Method, Shape(operation.Template)));
        foreach (var operation in operations.Where(operation => IsItem(operation.Template)))
        {
            var item = Shape(operation.Template);
            var collection = item[..item.LastIndexOf('/')];
            if (!kinds._byCollection.ContainsKey(collection) && KindOf(collection, item, byName) is { } kind)
            {
                kinds._byCollection.Add(collection, kind);
            }
        }

        kinds.AddLinks(operations);
        return kinds;
    }

    /// <summary>The kind that a parameter takes the id of; null where it is of none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameter">The parameter's name.</param>
    public ApiKind? Of(ApiOperation operation, string parameter)
    {
        if (_byLink.TryGetValue((operation.Name, parameter), out var linked))
        {
            return linked;
        }

        var segment = $"{{{parameter}}}";
        var at = operation.Segments.ToList().IndexOf(segment);
        return at < 1 ? null : _byCollection.GetValueOrDefault(Shape('/' + string.Join('/', operation.Segments.Take(at))));
    }

    /// <summary>The kind that an operation makes; null makes none.</summary>
    public ApiKind? MadeBy(ApiOperation operation) => All.FirstOrDefault(kind => kind.Create?.Name == operation.Name);

    /// <summary>The kind that an operation is about: that of the last part of its path; null where it is of none.</summary>
    public ApiKind? About(ApiOperation operation) =>
        IsItem(operation.Template) && operation.Segments[^1] is var last ? Of(operation, last[1..^1]) : null;

    private static bool IsItem(string template) =>
        template.Split('/')[^1] is ['{', .., '}'] last && last.LastIndexOf('{') == 0 && template.LastIndexOf('/') > 0;

    private static string Shape(string template) => OperationReader.Braces().Replace(template, "{}");

    private static ApiKind? KindOf(string collection, string item, Dictionary<(string, string), ApiOperation> operations)
    {
        var read = operations.GetValueOrDefault(("GET", item));
        var any = read ?? operations.GetValueOrDefault(("PUT", item)) ?? operations.GetValueOrDefault(("DELETE", item));
        var parameter = any is null ? "id" : any.Segments[^1][1..^1];
        var singular = collection[(collection.LastIndexOf('/') + 1)..].TrimEnd('s');
        // Some write the collection with a slash at its end.
        var create = operations.GetValueOrDefault(("POST", collection)) ?? operations.GetValueOrDefault(("POST", collection + "/"));
        var list = operations.GetValueOrDefault(("GET", collection)) ?? operations.GetValueOrDefault(("GET", collection + "/"));
        var kind = new ApiKind(collection)
        {
            Read = read,
            Update = operations.GetValueOrDefault(("PUT", item)),
            Delete = operations.GetValueOrDefault(("DELETE", item)),
        };
        if (create is not null && IdCapture.OfCreation(create, parameter, singular) is { } capture)
        {
            kind = kind with { Create = create, Capture = capture };
        }

        if (list is not null && IdCapture.OfList(list, parameter, singular) is { } first)
        {
            kind = kind with { List = list, ListCapture = first };
        }

        return kind.Create is null && kind.List is null ? null : kind;
    }

    private void AddLinks(IReadOnlyList<ApiOperation> operations)
    {
        foreach (var maker in operations.Where(operation => operation.Method == "POST"))
        {
            foreach (var link in maker.Responses.Where(response => response.IsSuccess).SelectMany(response => response.Links))
            {
                var collection = _byCollection.FirstOrDefault(pair => pair.Value.Create?.Name == maker.Name).Key;
                if (collection is not null && _byCollection[collection].Capture != link.Capture && IsAbout(link, collection, operations))
                {
                    // Said is better than guessed.
                    _byCollection[collection] = _byCollection[collection] with
                    {
                        Capture = link.Capture,
                    };
                }
                else if (collection is null || !IsAbout(link, collection, operations))
                {
                    _byLink.TryAdd(
                        (link.Operation, link.Parameter),
                        new ApiKind($"{maker.Name} {link.Capture}") { Create = maker, Capture = link.Capture }
                    );
                }
            }
        }
    }

    private bool IsAbout(ApiLink link, string collection, IReadOnlyList<ApiOperation> operations) =>
        operations.FirstOrDefault(operation => operation.Name == link.Operation) is { } target
        && Of(target, link.Parameter)?.Name == collection;
}
