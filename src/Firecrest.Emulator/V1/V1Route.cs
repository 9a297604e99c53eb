using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.V1;

/// <summary>One operation of a v1 service.</summary>
internal sealed class V1Route(string method, string pattern, Func<V1Exchange, Task<V1Answer>> answer)
{
    private readonly PathPattern _path = new(pattern);

    public V1Route(string method, string pattern, Func<V1Exchange, V1Answer> answer)
        : this(method, pattern, exchange => Task.FromResult(answer(exchange)))
    {
    }

    public string Method => method;

    public Func<V1Exchange, Task<V1Answer>> Answer => answer;

    /// <summary>The values of the named parts, or null when the path is another one.</summary>
    public Dictionary<string, string>? Match(string path) => _path.Match(path);
}
