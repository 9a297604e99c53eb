using System.Diagnostics;

namespace Firecrest.Client.Polling;

/// <summary>One request that stands for several.</summary>
/// <param name="Key">What they have in common.</param>
/// <param name="WantsAll">True when one of them asks for everything that there is.</param>
/// <param name="Ids">What the others ask for.</param>
/// <param name="IsUserCall">True for users' calls, false for polls.</param>
/// <param name="Calls">How many they are.</param>
/// <param name="Callers">The spans that they are made in, as far as somebody listens to spans.</param>
internal sealed record MergedRequest<TKey, TId>(TKey Key, bool WantsAll, IReadOnlyCollection<TId> Ids, bool IsUserCall, int Calls, IReadOnlyCollection<Activity> Callers);
