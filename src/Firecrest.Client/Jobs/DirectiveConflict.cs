namespace Firecrest.Client;

/// <summary>What happens when a description and the directives of its script say something about the same option.</summary>
public enum DirectiveConflict
{
    /// <summary>The description wins: the option is taken out of the script's lines.</summary>
    DescriptionWins,

    /// <summary>The script wins: what the description says serves as a default.</summary>
    ScriptWins,

    /// <summary>The job is not submitted unless both say the same.</summary>
    Fail,
}
