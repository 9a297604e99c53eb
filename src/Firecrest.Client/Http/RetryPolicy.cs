using System.Runtime.ExceptionServices;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Firecrest.Client.Http;

/// <summary>Repeats an attempt when that is safe, by the kind of the operation and the class of the outcome.</summary>
internal sealed class RetryPolicy
{
    /// <summary>An answer 500 is often permanent on this server, so it is repeated less often than a refusal to start.</summary>
    private const int MaxServerFaultRetries = 2;

    private static readonly ResiliencePropertyKey<IRetriedCall> CallKey = new("firecrest.call");

    private readonly RetryOptions _options;
    private readonly Clock _clock;
    private readonly ILogger _logger;

    public RetryPolicy(RetryOptions options, Clock clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Made at the first failure: Polly checks its options by reflection, which a program that lives for milliseconds would notice.</summary>
    private ResiliencePipeline Pipeline => field ??= CreatePipeline();

    public async ValueTask<T> Execute<T, TState>(
        ApiCall<T> call, Func<ApiCall<T>, TState, ValueTask<T>> attempt, TState state, CancellationToken cancellationToken)
    {
        if (call.Request.Kind == OperationKind.Submit)
        {
            _options.Interruption.ThrowIfCancellationRequested();
        }

        FirecrestException failure;
        try
        {
            return await attempt(call, state).ConfigureAwait(false);
        }
        catch (FirecrestException exception) when (IsSafe(call.Request.Kind, exception.Outcome, 0))
        {
            failure = exception;
        }

        return await Repeat(call, attempt, state, failure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Polly's part begins with a failure, since to enter its pipeline costs as much as all else that is ours, and most calls succeed.</summary>
    private async ValueTask<T> Repeat<T, TState>(
        ApiCall<T> call, Func<ApiCall<T>, TState, ValueTask<T>> attempt, TState state, FirecrestException failure, CancellationToken cancellationToken)
    {
        var first = ExceptionDispatchInfo.Capture(failure);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await Pipeline.ExecuteAsync(
                (_, repeated) =>
                {
                    if (first is { } thrown)
                    {
                        first = null;
                        thrown.Throw();
                    }

                    repeated.Attempts++;
                    return attempt(repeated, state);
                },
                context,
                call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ValueTask<bool> ShouldRetry(RetryPredicateArguments<object> arguments)
    {
        if (arguments.Outcome.Exception is not FirecrestException failure || !arguments.Context.Properties.TryGetValue(CallKey, out var call))
        {
            return new(false);
        }

        // Drawn once, so that what is held against the limits is what is waited.
        var left = _options.Budget - _clock.Since(call.Started);
        var delay = call.Delay = DelayAfter(failure, arguments.AttemptNumber, left);
        return new(IsSafe(call.Facts.Kind, failure.Outcome, arguments.AttemptNumber)
            && delay <= _options.MaxRetryDelay
            && delay <= left);
    }

    /// <summary>What the server asks for, which is of no use when it is cut; or a pause of our own, of which the last one ends with the budget.</summary>
    private TimeSpan DelayAfter(FirecrestException failure, int retry, TimeSpan left)
    {
        if (failure is FirecrestApiException { RetryAfter: { } told })
        {
            return told;
        }

        var own = _options.DelayBefore(retry, Jitter());
        return own > left && left > TimeSpan.Zero ? left : own;
    }

    private static bool IsSafe(OperationKind kind, OutcomeClass outcome, int retriesSoFar) => outcome switch
    {
        OutcomeClass.NotExecuted => true,
        OutcomeClass.Unknown => kind is OperationKind.Read or OperationKind.IdempotentWrite,
        OutcomeClass.ServerFault => kind is OperationKind.Read or OperationKind.IdempotentWrite && retriesSoFar < MaxServerFaultRetries,
        _ => false,
    };

    /// <summary>Waits here and returns zero: Polly's own delay needs the thread pool, which a synchronous caller may not have.</summary>
    private async ValueTask<TimeSpan?> WaitBeforeRetry(RetryDelayGeneratorArguments<object> arguments)
    {
        var failure = (FirecrestException)arguments.Outcome.Exception!;
        var call = arguments.Context.Properties.GetValue(CallKey, null!);
        Log.Retry(_logger, call.Facts.Method, call.Facts.Path, call.Facts.Attempts, call.Delay, failure.Message);
        await Pause(call, failure, arguments.Context.CancellationToken).ConfigureAwait(false);
        call.Observation?.Repeats(call.Facts.Attempts, call.Delay, failure);
        return TimeSpan.Zero;
    }

    private async ValueTask Pause(IRetriedCall call, FirecrestException failure, CancellationToken cancellationToken)
    {
        if (!_options.Interruption.CanBeCanceled || call.Facts.Kind is not (OperationKind.Submit or OperationKind.Read))
        {
            await _clock.Delay(call.Delay, call.Async, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _options.Interruption);
        try
        {
            await _clock.Delay(call.Delay, call.Async, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // What is known of the call is how it failed; that tells whether it may have been carried out.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Spreads clients that failed together over 80 to 120 % of the delay.</summary>
    private static double Jitter() => 0.8 + (0.4 * Random.Shared.NextDouble());

    private ResiliencePipeline CreatePipeline()
    {
        var builder = new ResiliencePipelineBuilder();
        if (_options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.MaxRetries,
                ShouldHandle = ShouldRetry,
                DelayGenerator = WaitBeforeRetry,
            });
        }

        return builder.Build();
    }
}
