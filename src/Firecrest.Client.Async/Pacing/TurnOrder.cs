namespace Firecrest.Client.Pacing;

/// <summary>Who goes first when requests wait, in this order.</summary>
internal enum TurnOrder
{
    /// <summary>A call of a user's that was turned away before. It is first, or others that come later could keep it waiting until its repetitions are used up.</summary>
    RepeatedCall,

    Call,

    RepeatedPoll,

    Poll,
}

internal static class TurnOrders
{
    public const int Count = 4;

    extension(TurnOrder order)
    {
        public bool IsPoll => order >= TurnOrder.RepeatedPoll;

        public static TurnOrder Of(bool isPoll, int attempt) => (isPoll, attempt) switch
        {
            (false, 1) => TurnOrder.Call,
            (false, _) => TurnOrder.RepeatedCall,
            (true, 1) => TurnOrder.Poll,
            _ => TurnOrder.RepeatedPoll,
        };
    }
}
