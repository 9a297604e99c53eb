using System.Text.Json;

namespace Firecrest.Client.Wire;

/// <summary>Turns lists of the wire into lists of models; a list that is null on the wire is empty.</summary>
internal static class WireList
{
    public static IReadOnlyList<TModel> ToModels<TWire, TModel>(this IReadOnlyList<TWire>? list, Func<TWire, TModel> convert)
    {
        if (list is null or { Count: 0 })
        {
            return [];
        }

        var models = new TModel[list.Count];
        for (var i = 0; i < models.Length; i++)
        {
            models[i] = convert(list[i] ?? throw new JsonException("A list in the answer holds null."));
        }

        return models;
    }

    /// <summary>Without those that cannot be told, for which the conversion is null.</summary>
    public static IReadOnlyList<TModel> ToKnownModels<TWire, TModel>(this IReadOnlyList<TWire>? list, Func<TWire, TModel?> convert)
        where TModel : class
    {
        IReadOnlyList<TModel?> models = list.ToModels(convert);
        return models.Contains(null) ? [.. models.OfType<TModel>()] : (IReadOnlyList<TModel>)models;
    }
}
