/**
 * Parts of the names of models that give no text for a prompt (vectors, sound, pictures, judgements), or not by chat completions.
 * Lists say nothing else about their models.
 */
const others = [
  ...['embed', 'embedding', 'embeddings', 'embeddinggemma', 'bge', 'minilm', 'rerank', 'reranker'],
  ...['tts', 'whisper', 'transcribe', 'realtime', 'audio', 'live'],
  ...['image', 'dall', 'sora', 'video'],
  ...['moderation', 'babbage', 'davinci', 'instruct', 'codex', 'deep', 'computer', 'pro'],
];

/** Names that mean another thing with OpenAI than with others, where `deepseek` or `llama-instruct` are plain chat models. */
const openAiOnly: ReadonlySet<string> = new Set(['instruct', 'codex', 'deep', 'computer', 'pro']);
const openAiFamily = /^(ft:)?(gpt|o\d|codex|computer|chatgpt)/;

/** Whether a model of that name is likely to answer a prompt with text. */
export function isChatModel(id: string): boolean {
  const words = new Set(id.toLowerCase().split(/[^a-z]+/));
  return !others.some((word) => words.has(word) && (!openAiOnly.has(word) || openAiFamily.test(id)));
}
