import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { keepLocations } from './keepLocations';

describe('locations', () => {
  const app = express();
  keepLocations(app);
  app.use('/api/catalog/locations', (_req, res) => {
    res.json({ reached: 'catalog' });
  });
  app.use(mockErrorHandler());

  it.each([
    '/api/catalog/locations/1',
    '/api/catalog/locations/1/',
    '/API/catalog/LOCATIONS/1?a=b',
  ])('get no other address by PUT %s', async path => {
    const { status, body } = await request(app).put(path).send({});
    expect(status).toBe(403);
    expect(body.error.message).toContain('Register the new one');
  });

  it('are registered and removed as ever', async () => {
    for (const answer of [
      await request(app).post('/api/catalog/locations').send({}),
      await request(app).get('/api/catalog/locations/1'),
      await request(app).delete('/api/catalog/locations/1'),
    ]) {
      expect(answer.body).toEqual({ reached: 'catalog' });
    }
  });
});
