import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';

/** What a tool answered: its words, whether it failed, and what it said in its schema. */
export interface ToolAnswer {
  failed: boolean;
  words: string;
  output: Record<string, unknown> | undefined;
}

/** An assistant that speaks MCP with the portal, in the name of a person whose token it has. */
export class Assistant {
  static async connect(url: string, token?: string): Promise<Assistant> {
    const client = new Client({ name: 'e2e', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL('/api/mcp-actions/v1', url),
        token
          ? { requestInit: { headers: { authorization: `Bearer ${token}` } } }
          : {},
      ),
    );
    return new Assistant(client);
  }

  private constructor(private readonly client: Client) {}

  async tools() {
    return (await this.client.listTools()).tools;
  }

  async call(
    name: string,
    input: Record<string, unknown>,
  ): Promise<ToolAnswer> {
    const answer = CallToolResultSchema.parse(
      await this.client.callTool({ name, arguments: input }),
    );
    return {
      failed: answer.isError === true,
      words: answer.content
        .map(each => (each.type === 'text' ? each.text : ''))
        .join('\n'),
      output: answer.structuredContent,
    };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
