/** The PocketIC server: instances, blob store and HTTP gateways behind one REST listener. */
import { createHash } from 'node:crypto';
import { type Json, printExactJson } from '../pocketic/exact-json.ts';
import { asObject, fromBase64, integerField, textField } from '../pocketic/fields.ts';
import { jsonBody } from '../pocketic/handler.ts';
import { type HttpRequest, type HttpResponse, RestError, textResponse } from '../pocketic/http.ts';
import { type InstanceConfig, parseInstanceConfig } from '../pocketic/instance-config.ts';
import { Activity } from './activity.ts';
import { type Listener, listen } from './http-listener.ts';
import { InstanceHandle } from './instance-handle.ts';

const json = (value: unknown, status = 200): HttpResponse =>
  textResponse(status, printExactJson(value), 'application/json');

export class RestServer {
  private readonly instances = new Map<number, InstanceHandle>();
  private readonly gateways = new Map<number, Listener>();
  private readonly blobs = new Map<string, Uint8Array>();
  private nextInstance = 0;
  private nextGateway = 0;
  private listener: Listener | undefined;
  private readonly activity = new Activity();

  constructor(private readonly host: string) {}

  /** Starts serving; returns the port. */
  async listen(port: number): Promise<number> {
    this.listener = await listen(this.host, port, (request, onGone) =>
      this.activity.during(onGone, () => this.route(request)),
    );
    return this.listener.port;
  }

  /** Milliseconds since somebody last asked or waited for something; see {@link Activity}. */
  idleMs(): number {
    return this.activity.idleMs();
  }

  /** Starts an instance and returns its number. */
  async createInstance(config: InstanceConfig): Promise<number> {
    const handle = await InstanceHandle.start(config);
    const id = this.nextInstance++;
    this.instances.set(id, handle);
    return id;
  }

  instance(id: number): InstanceHandle {
    const instance = this.instances.get(id);
    if (!instance) throw new RestError(404, `There is no instance ${id}`);
    return instance;
  }

  /** Opens an HTTP gateway to an instance on a port (0 chooses a free one). */
  async createGateway(instanceId: number, host: string, port: number) {
    this.instance(instanceId);
    const listener = await listen(host, port, (request, onGone) =>
      this.activity.during(onGone, () => this.instance(instanceId).request('gateway', request)),
    );
    const id = this.nextGateway++;
    this.gateways.set(id, listener);
    return { id, port: listener.port };
  }

  /** Stops listening, then every instance with its final checkpoint. */
  async stop(): Promise<void> {
    const listeners = [...this.gateways.values(), ...(this.listener ? [this.listener] : [])];
    this.gateways.clear();
    await Promise.all(listeners.map((listener) => listener.close()));
    await Promise.all([...this.instances.values()].map((instance) => instance.stop()));
    this.instances.clear();
  }

  private async route(request: HttpRequest): Promise<HttpResponse> {
    const path = request.path.replace(/\/$/, '');
    const instance = /^\/instances\/(\d+)(\/.*)?$/.exec(path);
    if (instance) return this.routeInstance(Number(instance[1]), instance[2] ?? '', request);
    const stop = /^\/http_gateway\/(\d+)\/stop$/.exec(path);
    if (stop) return this.stopGateway(Number(stop[1]));
    switch (`${request.method} ${path}`) {
      case 'GET /status':
        return textResponse(200, '');
      case 'GET /instances':
        return json([...Array(this.nextInstance).keys()].map((id) => this.statusOf(id)));
      case 'POST /instances':
        return this.postInstance(request);
      case 'POST /blobstore':
        return textResponse(200, this.putBlob(request));
      case 'POST /http_gateway':
        return this.postGateway(request);
      default:
        if (path.startsWith('/read_graph/')) {
          throw new RestError(
            404,
            'Every operation is answered at once, so there is no read graph',
          );
        }
        throw new RestError(404, `There is no ${request.method} ${path}`);
    }
  }

  private statusOf(id: number): string {
    return this.instances.has(id) ? 'Available' : 'Deleted';
  }

  private async routeInstance(id: number, path: string, request: HttpRequest) {
    const instance = this.instance(id);
    if (path === '' && request.method === 'DELETE') {
      this.instances.delete(id);
      await instance.stop();
      return textResponse(200, '');
    }
    if (path.startsWith('/api/')) return instance.request('public', { ...request, path });
    const blob = path === '/update/set_stable_memory' ? this.namedBlob(request) : undefined;
    return instance.request('pocketic', { ...request, path }, blob);
  }

  private async postInstance(request: HttpRequest): Promise<HttpResponse> {
    try {
      const id = await this.createInstance(parseInstanceConfig(jsonBody(request)));
      const topology = JSON.parse(this.instance(id).facts.topology) as Json;
      return json({ Created: { instance_id: id, topology, http_gateway_info: null } }, 201);
    } catch (error) {
      return json({ Error: { message: (error as Error).message } }, 400);
    }
  }

  private putBlob(request: HttpRequest): string {
    if (request.headers['content-encoding']) {
      throw new RestError(400, 'The local network does not support compressed blobs');
    }
    const id = createHash('sha256').update(request.body).digest('hex');
    this.blobs.set(id, request.body);
    return id;
  }

  private namedBlob(request: HttpRequest): Uint8Array | undefined {
    const id = fromBase64(textField(jsonBody(request), 'blob_id'));
    return this.blobs.get(Buffer.from(id).toString('hex'));
  }

  private async postGateway(request: HttpRequest): Promise<HttpResponse> {
    try {
      const body = jsonBody(request);
      if (body.https_config) throw new RestError(400, 'The local network does not support HTTPS');
      const instanceId = Number(integerField(asObject(body.forward_to), 'PocketIcInstance'));
      const host = typeof body.ip_addr === 'string' ? body.ip_addr : this.host;
      const { id, port } = await this.createGateway(instanceId, host, Number(body.port ?? 0));
      return json({ Created: { instance_id: id, port } }, 201);
    } catch (error) {
      return json({ Error: { message: (error as Error).message } }, 400);
    }
  }

  private async stopGateway(id: number): Promise<HttpResponse> {
    const gateway = this.gateways.get(id);
    if (!gateway) throw new RestError(404, `There is no HTTP gateway ${id}`);
    this.gateways.delete(id);
    await gateway.close();
    return textResponse(200, '');
  }
}
